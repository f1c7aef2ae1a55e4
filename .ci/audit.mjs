// Known vulnerabilities in the packages that ship. High and critical ones fail the run. A registry that offers no audit is no fault of
// the product: that is said, and the run goes on.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 120_000 });
const counts = countsOf(stdout);
if (counts === null) {
  console.log('Dependency audit: not possible here, the package registry answers no audit request.');
} else {
  const { low = 0, moderate = 0, high = 0, critical = 0 } = counts;
  console.log(`Dependency audit: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low.`);
  if (high + critical > 0) {
    console.error('Run "npm audit --omit=dev" and update what it names.');
    process.exitCode = 1;
  }
}

function countsOf(text) {
  try {
    return JSON.parse(text)?.metadata?.vulnerabilities ?? null;
  } catch {
    return null;
  }
}
