import { Buckets } from './buckets.jsx';
import { Encryption } from './encryption.jsx';
import { Explain } from './explain.jsx';
import { Key } from './key.jsx';
import { Keys } from './keys.jsx';
import { Metrics } from './metrics.jsx';
import { ObjectPage } from './object.jsx';
import { Objects } from './objects.jsx';
import { Policies } from './policies.jsx';
import { Policy } from './policy.jsx';
import { Requests } from './requests.jsx';
import { Rewraps } from './rewraps.jsx';
import { Simulator } from './simulator.jsx';
import { User } from './user.jsx';
import { Users } from './users.jsx';

const OF_BUCKET = {
  objects: (bucket, rest) => <Objects key={`${bucket}/${rest[0]}`} bucket={bucket} prefix={rest[0] ?? ''} />,
  object: (bucket, rest) => <ObjectPage key={`${bucket}/${rest[0]}`} bucket={bucket} name={rest[0] ?? ''} />,
  encryption: (bucket) => <Encryption key={bucket} bucket={bucket} />,
  rewrap: (bucket) => <Rewraps key={bucket} bucket={bucket} />,
};

const PAGES = {
  buckets: ([bucket, page, ...rest]) => (bucket ? (OF_BUCKET[page] ?? OF_BUCKET.objects)(bucket, rest) : <Buckets />),
  keys: ([key]) => (key ? <Key key={key} keyId={key} /> : <Keys />),
  users: ([user]) => (user ? <User key={user} name={user} /> : <Users />),
  policies: ([type, name]) => (name ? <Policy key={name} type={type} name={name} /> : <Policies />),
  simulator: () => <Simulator />,
  requests: ([request]) => <Requests shown={request} />,
  explain: () => <Explain />,
  metrics: () => <Metrics />,
};

/** The page at an address; the buckets for any that is unknown. */
export const pageOf = ([section, ...rest]) => (PAGES[section] ?? PAGES.buckets)(PAGES[section] ? rest : []);
