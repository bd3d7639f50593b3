import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** JSON Schema 2020-12, as OpenAPI 3.1 has it. */
export function validator(options: { coerceTypes?: boolean } = {}): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, ...options });
  addFormats(ajv);
  return ajv;
}
