// Reads and writes persistent attributes through the adapters of the official
// SDK for Node. A line of standard input is a JSON request:
//
//   {"kind": "dynamodb"|"s3", "endpoint": "...", "config": {...},
//    "op": "get"|"save"|"delete", "user": "...", "attributes": {...}}
//
// where config is the configuration of the adapter. The answer is a line with
// {"result": ...} or {"error": "..."}. In attributes to save, {"$set": [...]}
// stands for a DynamoDB set and {"$binary": "..."} for the bytes of a text.

'use strict';

const readline = require('node:readline');
const AWS = require('aws-sdk');
const { DynamoDbPersistenceAdapter } = require('ask-sdk-dynamodb-persistence-adapter');
const { S3PersistenceAdapter } = require('ask-sdk-s3-persistence-adapter');

function adapter({ kind, endpoint, config }) {
  const client = { endpoint, region: process.env.AWS_REGION };
  switch (kind) {
    case 'dynamodb':
      return new DynamoDbPersistenceAdapter({ ...config, dynamoDBClient: new AWS.DynamoDB(client) });
    case 's3':
      return new S3PersistenceAdapter({ ...config, s3Client: new AWS.S3({ ...client, s3ForcePathStyle: true }) });
    default:
      throw new Error(`unknown kind ${kind}`);
  }
}

function revive(name, value) {
  if (value && value.$set) return new AWS.DynamoDB.DocumentClient().createSet(value.$set);
  if (value && value.$binary) return Buffer.from(value.$binary);
  return value;
}

async function answer(request) {
  const envelope = { context: { System: { user: { userId: request.user } } } };
  switch (request.op) {
    case 'get':
      return adapter(request).getAttributes(envelope);
    case 'save':
      return adapter(request).saveAttributes(envelope, request.attributes);
    case 'delete':
      return adapter(request).deleteAttributes(envelope);
    default:
      throw new Error(`unknown operation ${request.op}`);
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let reply;
    try {
      reply = { result: (await answer(JSON.parse(line, revive))) ?? null };
    } catch (err) {
      reply = { error: String(err) };
    }
    console.log(JSON.stringify(reply));
  }
}

main();
