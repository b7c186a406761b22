// Says which calls and statements are an administrator's work by themselves, whatever the route is called.
import type { Expression } from '../../flow/ir.ts';
import { dotted, entryOf } from './shapes.ts';

type Call = Extract<Expression, { kind: 'call' }>;

const accounts =
  /(?:^|\.)setCustomUserClaims$|\bauth(?:\(\)|\.admin)\.(?:deleteUsers?|updateUser|updateUserById|listUsers|inviteUserByEmail)$|(?:^|\.)(?:adminDeleteUser|adminAddUserToGroup|adminDisableUser|adminSetUserPassword)$/;
const cognito =
  /^(?:new )?(?:AdminDeleteUser|AdminAddUserToGroup|AdminDisableUser|AdminSetUserPassword|AdminUpdateUserAttributes)Command$/;
const money = /\b(?:refunds|payouts|transfers|credit_?[nN]otes|creditNotes)\.create$/;
const wipes =
  /(?:^|\.)(?:dropDatabase|dropCollection|dropTable(?:IfExists)?|dropAllTables|drop_(?:collection|database|all|table)|flushall|flushAll|flushdb|flushDb)$/;
/** Functions of the program's own whose names say what an administrator does. */
const strong =
  /^(?:(?:delete|remove|purge|wipe|erase|drop|reset)(?:All|Database|Everything|Everyone)\w{0,20}|(?:set|change|update|assign|grant)(?:User)?(?:Role|Roles|Permissions?|Admin)|makeAdmin|promote\w{0,12}|demote\w{0,12}|ban(?:User|Account|Member)|unban(?:User)?|impersonate\w{0,10}|refund(?:Payment|Order|Charge)?|shutdown|restartServer|(?:send|email|notify|broadcast)\w{0,10}(?:ToAll|AllUsers|Everyone)\w{0,10}|export(?:All|Users|Customers|Database)\w{0,12}|dumpDatabase|(?:create|restore)Backup|addCredits|grantCredits|transferFunds|runMigrations?|seedDatabase)$/;
const all = /^(?:deleteMany|destroy|deleteAll|removeAll|truncate|clear)$/;
const writes =
  /^(?:update|updateOne|updateMany|updateById|findByIdAndUpdate|findOneAndUpdate|update_one|upsert|set|merge|patch|save)$/;
const rankKey =
  /^(?:roles?|isAdmin|is_admin|isSuperuser|isSuperAdmin|is_superuser|isStaff|is_staff|permissions?|userRole|user_role|banned|isBanned|is_banned|suspended|salary)$/;

/** What a call does that is an administrator's work; undefined for all others. */
export function powerOfCall(call: Call, chain: string, last: string): string | undefined {
  if (accounts.test(chain) || cognito.test(chain)) return "other users' accounts";
  if (money.test(chain)) return 'money paid back or out';
  if (wipes.test(chain)) return 'all data at once';
  if (strong.test(last) && !/^(?:res|req|expect|jest)\b/.test(chain)) return `\`${last}\``;
  if (/^process\.(?:exit|kill|abort)$/.test(chain)) return 'the end of the process';
  const first = call.args[0]?.value;
  // `jsonify(dict(os.environ))`
  if (/^(?:dict|jsonify|JSONResponse|JsonResponse)$/.test(last) && first && dotted(first) === 'os.environ')
    return "the program's environment";
  // `deleteMany({})`, `Model.destroy({ where: {}, truncate: true })`
  if (
    all.test(last) &&
    /^[\w.]*(?:[A-Z]\w*|prisma\.\w+|db\.\w+|[mM]odels?\.\w+|collection\(\))\.\w+$/.test(chain)
  ) {
    const isEverything =
      (first === undefined && last !== 'clear' && last !== 'destroy') ||
      (first?.kind === 'object' &&
        (first.entries.length === 0 ||
          entryOf(first, 'truncate') !== undefined ||
          emptyObject(entryOf(first, 'where'))));
    if (isEverything) return 'all records at once';
  }
  if (last === 'sync' && entryOf(first, 'force')?.kind === 'literal') return 'all data at once';
  if (writes.test(last) && chain.includes('.')) {
    const key = call.args.map(({ value }) => rankIn(value)).find((one) => one !== undefined);
    if (key !== undefined) return `\`${key}\``;
  }
  if (
    /^(?:res|reply|response|c|ctx)\.(?:json|send|jsonp)$/.test(chain) &&
    first &&
    dotted(first) === 'process.env'
  )
    return "the program's environment";
  return undefined;
}

function emptyObject(value: Expression | undefined): boolean {
  return value?.kind === 'object' && value.entries.length === 0;
}

/** The key under which an update sets somebody's rank. */
function rankIn(value: Expression): string | undefined {
  if (value.kind !== 'object') return undefined;
  for (const { key, value: inner } of value.entries) {
    if (key === undefined || /^(?:where|filter|select|include|orderBy)$/.test(key)) continue;
    if (rankKey.test(key)) return key;
    if (/^(?:data|\$set|\$push|\$addToSet|update|set|values)$/.test(key)) {
      const found = rankIn(inner);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The same of an SQL statement. */
export function powerOfSql(sql: string): string | undefined {
  if (/^\s{0,20}(?:drop\s+(?:table|database|schema)|truncate)\b/i.test(sql)) return 'all data at once';
  const set = /^\s{0,20}update\s+["'`[]?[\w.]{1,60}["'`\]]?\s+set\b([^;]{0,300})/i.exec(sql)?.[1];
  const ranked =
    /(?:^|,)\s{0,20}["'`]?(role|is_admin|is_superuser|is_staff|permissions?|banned|is_banned|salary)["'`]?\s{0,20}=/i.exec(
      set?.replace(/\bwhere\b[\s\S]*/i, '') ?? '',
    )?.[1];
  if (ranked !== undefined) return `\`${ranked}\``;
  return /^\s{0,20}delete\s+from\s+["'`[]?[\w.]{1,60}["'`\]]?\s{0,20};?\s{0,20}$/i.test(sql)
    ? 'all records at once'
    : undefined;
}
