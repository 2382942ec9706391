import { sign } from 'aws4';
import { type Credentials, STORAGE_HOST } from './credentials';

export type S3Endpoint = 'PutObject' | 'GetObject' | 'HeadObject' | 'ListObjectsV2' | 'DeleteObject';

export const S3_PORT = 3900;
const REGION = 'garage';
const KEY = 'dose';

const METHOD: Readonly<Record<S3Endpoint, string>> = {
  PutObject: 'PUT',
  GetObject: 'GET',
  HeadObject: 'HEAD',
  ListObjectsV2: 'GET',
  DeleteObject: 'DELETE',
};

/** One whole signed S3 request, as it goes over the wire; the reference load sends it as often as it is told. */
export function s3Request(endpoint: S3Endpoint, bytes: number, credentials: Credentials): Buffer {
  const { bucket, keyId, secretKey } = credentials;
  const body = Buffer.alloc(endpoint === 'PutObject' ? bytes : 0, 'x');
  const path = endpoint === 'ListObjectsV2' ? `/${bucket}?list-type=2` : `/${bucket}/${KEY}`;
  const host = `${STORAGE_HOST}:${S3_PORT}`;
  const signed = sign(
    {
      service: 's3',
      region: REGION,
      host,
      method: METHOD[endpoint],
      path,
      headers: {
        Host: host,
        'Content-Length': String(body.length),
        'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
      },
    },
    { accessKeyId: keyId, secretAccessKey: secretKey },
  );
  const headers = Object.entries(signed.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${METHOD[endpoint]} ${path} HTTP/1.1\r\n${headers.join('')}\r\n`),
    body,
  ]);
}
