/** Loads the mini-program client as it stands in the sources: CommonJS, for which a browser needs a `require`. */

const REQUIRED = /require\('\.\/([^']+)'\)/g;

const sources = new Map();

/** Fetches a module and all that it requires, since `require` cannot wait. */
const fetchSource = async (name) => {
  if (sources.has(name)) {
    return;
  }
  sources.set(name, '');
  const answer = await fetch(`/playground/client/${name}.js`, { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`the client's ${name}.js: ${answer.status}`);
  }
  const source = await answer.text();
  sources.set(name, source);
  await Promise.all(Array.from(source.matchAll(REQUIRED), ([, required]) => fetchSource(required)));
};

export const loadClient = () => fetchSource('index');

/** Evaluates the client anew, so that it remembers nothing; the globals are all it knows of its phone. */
export const evaluateClient = (globals) => {
  const modules = new Map();
  const require = (path) => {
    const name = path.replace('./', '');
    if (!modules.has(name)) {
      const module = { exports: {} };
      modules.set(name, module);
      const source = `${sources.get(name)}\n//# sourceURL=wxsession/${name}.js`;
      const run = new Function('require', 'module', 'exports', ...Object.keys(globals), source);
      run(require, module, module.exports, ...Object.values(globals));
    }
    return modules.get(name).exports;
  };
  return require('./index');
};
