// Serves the skill over HTTP with verification. The chain that would come from
// Amazon is read from a file, and its root is trusted.
// usage: node server.js CHAIN ROOT
'use strict';
const fs = require('fs');
const https = require('https');
const Module = require('module');
const tls = require('tls');
const { PassThrough } = require('stream');

const chain = fs.readFileSync(process.argv[2], 'utf8');
// The list of roots cannot be replaced in place.
const trusting = Object.create(tls, { rootCertificates: { value: [fs.readFileSync(process.argv[3], 'utf8')] } });
const load = Module._load;
Module._load = (name, ...rest) => (name === 'tls' ? trusting : load(name, ...rest));
https.get = (_url, answer) => {
  const body = new PassThrough();
  body.statusCode = 200;
  answer(body);
  body.end(chain);
  return new PassThrough();
};

const express = require('express');
const { ExpressAdapter } = require('ask-sdk-express-adapter');
const { create, MemoryAdapter } = require('./skill');

const app = express();
app.post('/', new ExpressAdapter(create(new MemoryAdapter()), true, true).getRequestHandlers());
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
