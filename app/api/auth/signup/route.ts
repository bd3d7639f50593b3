import { signUpWithPassword } from '@/lib/auth/credentials';
import { route } from '@/lib/http/route';
import { signUp } from '@/lib/operations/account';

export const POST = route(signUp, signUpWithPassword);
