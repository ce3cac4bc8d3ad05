const custom = () => [{ type: 'Custom.Directive' }, { type: 'Hint', DELETEME: true }];
