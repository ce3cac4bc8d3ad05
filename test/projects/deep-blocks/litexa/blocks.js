const list = () => ['one', 'two'];
