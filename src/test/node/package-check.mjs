// Checks the mini-program client as its users get it: node package-check.mjs
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const LIMIT = 7168;
const ECMA = 2018;
const PACKED = /^(package\.json|README(\.[\w-]+)?\.md|LICENSE|lib\/.+)$/;
const EXPECTED = ['package.json', 'README.md', 'lib/index.js', 'lib/index.d.ts'];

const here = dirname(fileURLToPath(import.meta.url));
const client = join(here, '../../main/miniprogram');
const modules = join(here, 'node_modules');
const { resolve } = createRequire(import.meta.url);
// Terser brings it along.
const acorn = createRequire(resolve('terser'))('acorn');
const temp = mkdtempSync(join(tmpdir(), 'wxsession-client-'));

const check = (holds, complaint) => {
  if (!holds) {
    throw new Error(complaint);
  }
};

const run = (what, command, args, cwd) => {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (failure) {
    throw new Error(`${what} fails:\n${failure.stdout || ''}${failure.stderr || failure.message}`);
  }
};

const npm = (what, args, cwd) => run(what, 'npm', [...args, '--offline', '--no-audit', '--no-fund'], cwd);

/** Type-checks a folder strictly, its dependencies included. */
const compile = (what, folder, options) => {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      target: `ES${ECMA}`,
      lib: [`ES${ECMA}`],
      module: 'commonjs',
      types: ['miniprogram-api-typings'],
      ...options,
    },
    exclude: ['node_modules'],
  }));
  symlinkSync(join(modules, 'miniprogram-api-typings'), join(folder, 'node_modules/miniprogram-api-typings'), 'junction');
  run(what, process.execPath, [join(modules, 'typescript/bin/tsc')], folder);
};

/** The path of the tarball, in which there is what belongs there and nothing else. */
const pack = () => {
  const [{ filename, files }] = JSON.parse(npm('npm pack', ['pack', '--json', '--pack-destination', temp], client));
  const paths = files.map(({ path }) => path);
  paths.forEach((path) => check(PACKED.test(path), `${path} does not belong into the package`));
  EXPECTED.forEach((path) => check(paths.includes(path), `${path} is missing from the package`));
  return join(temp, filename);
};

/** Installs it as a mini-program would; answers where it is then. */
const install = (tarball) => {
  const project = join(temp, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true }));
  npm('The installation', ['install', tarball], project);
  copyFileSync(join(here, 'package-check.ts'), join(project, 'package-check.ts'));
  compile('The type check of package-check.ts', project);
  return join(project, 'node_modules/wxsession');
};

/** DevTools needs a copy of the client, not a link to it, and the example must use it as its types say. */
const tryExample = () => {
  const copy = join(temp, 'miniprogram');
  const built = ['node_modules', 'miniprogram_npm'];
  cpSync(client, copy, { recursive: true, filter: (path) => !built.includes(basename(path)) });
  const example = join(copy, 'example');
  npm("The example's installation", ['install'], example);
  check(!lstatSync(join(example, 'node_modules/wxsession')).isSymbolicLink(), 'the example has a link to the client, not a copy');
  compile('The type check of the example', example, { allowJs: true, checkJs: true });
};

/** How many bytes a module comes to, if phones understand it and npm's bundlers can follow it. */
const sizeOf = async (path) => {
  const name = basename(path);
  const source = readFileSync(path, 'utf8');
  try {
    acorn.parse(source, { ecmaVersion: ECMA, sourceType: 'script' });
  } catch (error) {
    throw new Error(`${name} is not ES${ECMA}: ${error.message}`);
  }
  const { code } = await minify(source, { compress: true, mangle: { toplevel: true }, ecma: ECMA });
  // Minified, so that no comment is mistaken for code.
  for (const [, argument] of code.matchAll(/\brequire\b(?:\(([^)]*)\))?/g)) {
    check(/^["']\.{1,2}\/[\w./-]+["']$/.test(argument), `${name} requires ${argument}, which is no relative path`);
  }
  return Buffer.byteLength(code);
};

try {
  const installed = install(pack());
  tryExample();
  const lib = join(installed, 'lib');
  const paths = readdirSync(lib, { recursive: true }).filter((path) => path.endsWith('.js')).map((path) => join(lib, path));
  const sizes = await Promise.all(paths.map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`client: ${total} bytes minified, limit ${LIMIT}`);
  check(total <= LIMIT, `${total - LIMIT} bytes too large`);
  console.log('client package: ok');
} catch (error) {
  console.error(`client package: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}
