// The detectors of a review, one line each.
import type { Detector } from '../detector.ts';
import { agentSurfaces } from './agent-surfaces/index.ts';
import { aiPolicy } from './ai-policy/index.ts';
import { allowComments } from './allow-comments/index.ts';
import { android } from './android/index.ts';
import { ansible } from './ansible/index.ts';
import { azure } from './azure/index.ts';
import { checkedClaims } from './claims/index.ts';
import { cloudformation } from './cloudformation/index.ts';
import { code } from './code/index.ts';
import { containers } from './containers/index.ts';
import { dependencies } from './dependencies/index.ts';
import { machineText } from './machine-text/index.ts';
import { pages } from './pages/index.ts';
import { personalData } from './personal-data/index.ts';
import { routeGuards } from './route-guards/index.ts';
import { scanners } from './scanners/index.ts';
import { secrets } from './secrets/index.ts';
import { shell } from './shell/index.ts';
import { sql } from './sql/index.ts';
import { terraform } from './terraform/index.ts';
import { weakenedGuards } from './weakened-guards/index.ts';
import { webServers } from './web-servers/index.ts';
import { workflows } from './workflows/index.ts';

/** Every detector, in the order in which they run. */
export const detectors: readonly Detector[] = [
  code,
  routeGuards,
  workflows,
  containers,
  terraform,
  cloudformation,
  ansible,
  android,
  azure,
  shell,
  sql,
  webServers,
  pages,
  secrets,
  dependencies,
  agentSurfaces,
  aiPolicy,
  weakenedGuards,
  checkedClaims,
  machineText,
  personalData,
  allowComments,
  scanners,
];
