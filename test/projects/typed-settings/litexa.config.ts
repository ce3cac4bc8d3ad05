// A configuration in TypeScript.
interface Deployment {
  module: string;
  DEPLOY?: { [name: string]: string | number };
}

const deployments: { [name: string]: Deployment } = {
  development: { module: '@litexa/deploy-aws', DEPLOY: { ANSWER: 42 } },
};

export = { name: 'typed-settings' as string, deployments };
