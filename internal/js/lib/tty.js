'use strict';
module.exports = {
  isatty: () => false,
  ReadStream: class ReadStream extends require('stream').Readable {},
  WriteStream: class WriteStream extends require('stream').Writable {},
};
