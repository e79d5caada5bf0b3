import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Administration } from './api/admin.js';
import { Oss } from './api/oss.js';
import { credentials } from './signing/credentials.js';

export const SessionContext = createContext(null);

export const useSession = () => useContext(SessionContext);

/**
 * Asks the server who the caller is and where it is. Nothing of it is kept anywhere but in this page's memory.
 *
 * @throws Refusal when the key is not accepted
 */
export async function signIn({ accessKeyId, secret, securityToken }) {
  const signed = await credentials(accessKeyId, secret, securityToken);
  const admin = new Administration(signed);
  const identity = await admin.sts('GetCallerIdentity');
  const regions = await admin.kms('DescribeRegions');
  const region = regions.Regions.Region[0].RegionId;
  return { admin, oss: new Oss(signed, region), identity, region };
}
