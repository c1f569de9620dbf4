/**
 * Preloaded into the portal and the sandbox: when the command that started
 * them is gone, even by kill -9, they end too, in order if they can.
 */
const parent = process.ppid;
const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 3000).unref();
  process.kill(process.pid, 'SIGTERM');
}, 1000);
timer.unref();
