import { logInWithPassword } from '@/lib/auth/credentials';
import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { logIn } from '@/lib/operations/account';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(logIn, logInWithPassword) });
