/** What a request costs before any of ours: the reference of the HTTP rows of the bench. */
export function GET(): Response {
  return Response.json({});
}

export async function POST(request: Request): Promise<Response> {
  await request.text();
  return Response.json({});
}
