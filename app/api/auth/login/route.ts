import { logInWithPassword } from '@/lib/auth/credentials';
import { route } from '@/lib/http/route';
import { logIn } from '@/lib/operations/account';

export const POST = route(logIn, logInWithPassword);
