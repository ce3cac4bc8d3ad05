Promise.resolve().then(()=>console.log('p'));
process.nextTick(()=>{console.log('t'); process.nextTick(()=>console.log('t2')); Promise.resolve().then(()=>{console.log('p2');process.nextTick(()=>console.log('t4'))})});
process.nextTick(()=>console.log('t3'));
setTimeout(()=>{Promise.resolve().then(()=>console.log('tp'));process.nextTick(()=>console.log('tt'))},1);
