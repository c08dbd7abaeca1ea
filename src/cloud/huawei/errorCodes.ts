import { errorTable } from '../errorTable.ts';

/** The API gateway's codes have either prefix, depending on the site. */
function gateway(...numbers: readonly string[]): string[] {
  return numbers.flatMap((number) => [`APIGW.${number}`, `APIG.${number}`]);
}

function database(...numbers: readonly string[]): string[] {
  return numbers.map((number) => `DBS.${number}`);
}

/**
 * The gateway's codes are those of the vendor's signing guide (api-sign-errorcode, 2025-10); the database's and KMS's
 * those of Open Telekom Cloud's error tables for the same products, of the vendor's RDS page (rds_10_0201) for those
 * that they share, and of the Terraform provider's lists of what passes by itself. None lists codes by operation. A code
 * that is not here, such as 0201 of the gateway, means what its HTTP status says.
 */
export const CODES = errorTable(
  [
    { category: 'not-found', codes: gateway('0101', '0103') },
    {
      category: 'server',
      retryable: true,
      codes: gateway('0202', '0203', '0601', '0605', '0606', '0608', '0610', '0613'),
    },
    {
      category: 'permission',
      codes: gateway('0302', '0304', '0306', '0310', '0401', '0402', '0404', '0801', '0802'),
    },
    { category: 'credentials', codes: gateway('0305', '0307', '0311') },
    { category: 'throttled', retryable: true, codes: gateway('0308') },
    { category: 'throttled', codes: gateway('0501') }, // the quota is used up
    { category: 'billing', codes: gateway('0502') }, // frozen, since the balance is too low

    {
      category: 'invalid-request',
      codes: database('200001', '200004', '200006', '280001', '280204', '280404', '280439', '290000'),
    },
    {
      category: 'instance-state',
      codes: database(
        ...['200018', '200076', '200086', '201014', '201015', '01280030'], // not in this status
        ...['200038', '200039'], // its replication is behind, or broken
        '280449', // frozen
        ...['200011', '200019', '200047', '201202', '212006', '280406'], // another operation is running
        '200316', // storage full
        ...['201205', '201208'], // a backup is being made
        // busy, by the Terraform provider's lists
        ...['05000084', '01010337', '200080', '200463', '200611', '201206', '212033', '216011'],
        ...['280011', '280228', '280343', '280816'],
      ),
    },
    {
      category: 'unsupported',
      codes: database('200040', '200042', '201207', '212007', '212008', '280238', '05000001'),
    },
    { category: 'permission', codes: database('200010', '200604', '200044', '201003', '280015') },
    { category: 'credentials', codes: database('280056') },
    {
      category: 'not-found',
      codes: database(
        ...['200002', '200013', '200045', '200408', '200602', '201028', '280110'],
        ...['290005', '290011', '290013'],
      ),
    },
    {
      category: 'server',
      retryable: true,
      codes: database('108000', '108002', '108005', '200005', '213002', '290006', '05000000'),
    },

    { category: 'key', codes: ['KMS.0205', 'KMS.0209', 'KMS.0210', 'KMS.0211', 'KMS.0320', 'KMS.1301'] },
    { category: 'permission', codes: ['KMS.0327'] },
    { category: 'invalid-request', codes: ['KMS.1601', 'KMS.1602'] },

    { category: 'instance-state', codes: ['CBC.99003651'] }, // another operation is running
  ],
  [
    // Wrong signature, unknown or locked key, bad token; or only the clock: "signature expired, signature time:…".
    {
      category: 'clock-skew',
      code: /^APIGW?\.030[13]$/i,
      message: /signature\s+(?:is\s+|has\s+)?expired|expired\s+signature|time\s?stamp|x-sdk-date/i,
    },
    { category: 'credentials', code: /^APIGW?\.030[13]$/i },
    // The database has hundreds of codes; its words for these are always the same ones.
    {
      category: 'instance-state',
      code: /^DBS\./i,
      message: /not allowed (by|in|on) .*\b(stat(e|us)|frozen)\b|another operation is being performed/i,
    },
    { category: 'not-found', code: /^DBS\./i, message: /\bDB instance (does not exist|is not found)/i },
    // The billing center, which puts itself before what costs money.
    { category: 'billing', code: /^CBC\./i },
  ],
);
