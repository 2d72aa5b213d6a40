// Validates manifests against the schemas of Kubernetes and of custom resources: node validate-manifests.mjs <file or directory>...
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const CUSTOM_RESOURCES = {
  'gateway.envoyproxy.io': '@kubernetes-models/envoy-gateway',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'traefik.io': '@kubernetes-models/traefik',
};
const MANIFEST = /\.(ya?ml|json)$/;
// Grafana reads it, not Kubernetes.
const DASHBOARD = 'dashboard.json';
// kubectl takes an unquoted "on" or "yes" for a boolean, as YAML 1.1 does.
const AS_KUBECTL = { version: '1.1' };
const ABSENT = ['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'];

const isObject = (value) => typeof value === 'object' && value !== null;

const filesIn = (path) => (statSync(path).isDirectory()
  ? readdirSync(path, { recursive: true }).sort().map((name) => join(path, name))
    .filter((file) => MANIFEST.test(file) && basename(file) !== DASHBOARD)
  : [path]);

/** The class that has the schema, or nothing. */
const modelOf = async ({ apiVersion, kind }) => {
  const [group] = String(apiVersion).split('/');
  const library = CUSTOM_RESOURCES[group] ?? 'kubernetes-models';
  // One file each, since loading all kinds of a version takes longer than all else here.
  const { [kind]: model } = await import(`${library}/${apiVersion}/${kind}`).catch((error) => {
    if (ABSENT.includes(error.code)) {
      return {};
    }
    throw error;
  });
  // There are also classes for parts, like DeploymentSpec. They have no kind.
  return model?.kind === kind ? model : undefined;
};

/** The same value, which notes the path of each field that is read. */
const watched = (value, seen, path = '') => new Proxy(value, {
  get: (target, key) => {
    const field = `${path}/${String(key)}`;
    seen.add(field);
    return isObject(target[key]) ? watched(target[key], seen, field) : target[key];
  },
});

const unseenIn = (value, seen, path = '') => Object.keys(value).flatMap((key) => {
  const field = `${path}/${key}`;
  if (!seen.has(field)) {
    return [field];
  }
  return isObject(value[key]) ? unseenIn(value[key], seen, field) : [];
});

/**
 * The schemas allow fields that they do not name. The validators are compiled and look a field up by its name,
 * so a field at which none has looked is unknown.
 */
const faultsOf = (model, manifest) => {
  const seen = new Set();
  const faults = [];
  try {
    model.prototype.validate.call(watched(manifest, seen));
  } catch (error) {
    if (!error.errors) {
      throw error;
    }
    faults.push(...error.errors.map(({ instancePath, keyword, message }) => ({ path: instancePath, keyword, message })));
  }
  return [...faults, ...unseenIn(manifest, seen).map((path) => ({ path, message: 'is unknown' }))];
};

/** Patches are parts of objects: what they lack, the object has. A list is not a part but a JSON patch. */
const patchesIn = ({ patches = [] }) => patches.filter(({ patch }) => patch).map(({ patch }) => parse(patch, AS_KUBECTL))
  .filter((patch) => !Array.isArray(patch)).map((manifest) => ({ manifest, isPart: true }));

/** A kustomization is for kubectl and never an object of the cluster; what it changes is. */
const manifestsIn = (document) => {
  if (Array.isArray(document)) {
    return document.flatMap(manifestsIn);
  }
  return document.kind === 'Kustomization' ? patchesIn(document) : [{ manifest: document }];
};

let checked = 0;
for (const file of process.argv.slice(2).flatMap(filesIn)) {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), AS_KUBECTL);
  const complain = (what, complaint) => {
    console.log(`${file}: ${what}: ${complaint}`);
    process.exitCode = 1;
  };
  documents.flatMap(({ errors }) => errors).forEach(({ message }) => complain('unreadable', message.split('\n')[0]));
  const manifests = documents.filter(({ errors }) => errors.length === 0).map((it) => it.toJS())
    .filter((it) => it !== null).flatMap(manifestsIn);
  for (const { manifest, isPart } of manifests) {
    const what = `${manifest.kind} ${manifest.metadata?.name}`;
    const model = await modelOf(manifest);
    if (model) {
      faultsOf(model, manifest).filter(({ keyword }) => !(isPart && keyword === 'required'))
        .forEach(({ path, message }) => complain(what, `${path || '/'} ${message}`));
    } else {
      complain(what, `no schema knows it in ${manifest.apiVersion}`);
    }
    checked += 1;
  }
}
console.log(`${checked} manifests checked`);
