// Answers the one request on standard input, with the S3 adapter loaded. Then it
// prints what Linux tells of its memory.
'use strict';
const fs = require('fs');
const { S3PersistenceAdapter } = require('ask-sdk-s3-persistence-adapter');
const { create } = require('./skill');

const skill = create(new S3PersistenceAdapter({ bucketName: 'bench' }));
let text = '';
process.stdin.on('data', (chunk) => (text += chunk));
process.stdin.on('end', async () => {
  console.log(JSON.stringify(await skill.invoke(JSON.parse(text))));
  process.stdout.write(fs.readFileSync('/proc/self/status'));
});
