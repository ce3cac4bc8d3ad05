// Two deployments of one project, and what differs between them.
const common = { module: '@litexa/deploy-aws', s3Configuration: { bucketName: 'two-targets' } };

module.exports = {
  name: 'two-targets',
  deployments: {
    development: Object.assign({}, common, {
      DEPLOY: {
        DEBUG: true,
        LEVEL: 3,
        NAME: 'Dev',
        flags: { list: ['a', 'b'], nested: { on: 1 } },
        ZERO: 0,
        EMPTY: '',
      },
      invocationSuffix: 'dev',
    }),
    production: Object.assign({}, common, {
      DEPLOY: { LEVEL: 1, NAME: 'Live', flags: { list: ['c'] } },
      invocation: { 'en-GB': 'two goals' },
    }),
  },
};
