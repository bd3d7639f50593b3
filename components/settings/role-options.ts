import type { SelectOption } from '@/components/ui/select';
import { roleDescriptions, type Role } from '@/lib/ui/permissions';

const roles = ['owner', 'admin', 'member', 'viewer'] as const;

/** The roles that someone may give: only an owner makes owners. */
export function roleOptions(ownRole: Role): SelectOption[] {
  return roles
    .filter((role) => role !== 'owner' || ownRole === 'owner')
    .map((role) => ({ value: role, ...roleDescriptions[role] }));
}

export function roleOf(value: string): Role | null {
  return roles.find((role) => role === value) ?? null;
}
