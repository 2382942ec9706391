import { type Credentials, newCredentials } from './credentials';
import { s3Request } from './s3-request';

let credentials: Credentials;
beforeAll(async () => {
  credentials = await newCredentials();
});

test('a request is whole and signed with the run of credentials', () => {
  const text = s3Request('PutObject', 5, credentials).toString();
  const [head = '', body] = text.split('\r\n\r\n');
  expect(head.split('\r\n')[0]).toBe(`PUT /${credentials.bucket}/dose HTTP/1.1`);
  expect(head).toContain('Host: garage:3900');
  expect(head).toContain('Content-Length: 5');
  expect(head).toMatch(
    new RegExp(`Authorization: AWS4-HMAC-SHA256 Credential=${credentials.keyId}/\\d{8}/garage/s3/`),
  );
  expect(head).toContain('x-amz-content-sha256');
  expect(head).not.toContain(credentials.secretKey);
  expect(body).toBe('xxxxx');
});

test('only a put has a body', () => {
  expect(s3Request('ListObjectsV2', 5, credentials).toString()).toMatch(
    /list-type=2 HTTP\/1\.1\r\n[\s\S]*\r\n\r\n$/,
  );
});
