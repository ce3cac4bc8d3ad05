// A configuration may compute its values.
const stages = ['development', 'beta'];

const deployments = {};
for (const stage of stages) {
  deployments[stage] = {
    module: '@litexa/deploy-aws',
    s3Configuration: { bucketName: `several-files-${stage}` },
    DEPLOY: { STAGE: stage },
  };
}

module.exports = { name: 'several-files', deployments };
