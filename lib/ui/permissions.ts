import type { z } from 'zod';
import type { role } from '@/lib/operations/account';
import type { Permission } from '@/lib/operations/define';

export type Role = z.output<typeof role>;

export const roleDescriptions: Record<Role, { label: string; description: string }> = {
  owner: { label: 'Owner', description: 'Everything, and the business itself' },
  admin: { label: 'Admin', description: 'Everything but other owners' },
  member: { label: 'Member', description: 'Customers, sales, payments, usage, sessions, debits and billing' },
  viewer: { label: 'Viewer', description: 'Reads everything, changes nothing' },
};

const reads: readonly Permission[] = [
  'customers:read',
  'wallets:read',
  'debits:read',
  'products:read',
  'orders:read',
  'payments:read',
  'usage:read',
  'sessions:read',
  'holds:read',
  'webhooks:read',
  'audit:read',
  'business:read',
];
const works: readonly Permission[] = [
  ...reads,
  'customers:write',
  'wallets:write',
  'debits:run',
  'products:write',
  'orders:write',
  'payments:write',
  'usage:write',
  'billing:run',
  'sessions:write',
  'holds:write',
];
const manages: readonly Permission[] = [
  ...works,
  'webhooks:write',
  'business:write',
  'members:write',
  'keys:write',
];

/** The same sets as the database's; here they only decide which buttons show. */
const granted: Record<Role, readonly Permission[]> = {
  owner: manages,
  admin: manages,
  member: works,
  viewer: reads,
};

export function can(memberRole: Role, permission: Permission): boolean {
  return granted[memberRole].includes(permission);
}
