const util=require('util'); let seed=1; const rnd=(n)=>(seed=(seed*16807)%2147483647)%n;
for (let i=0;i<8;i++){ const n=7+rnd(60), m=1+rnd(18); const a=Array.from({length:n},()=>rnd(2)?'x'.repeat(1+rnd(m)):'y'.repeat(1+rnd(m))); console.log(util.inspect(a)); const b=Array.from({length:n},()=>rnd(10**(1+rnd(8)))); console.log(util.inspect(b)); }
