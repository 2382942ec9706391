import type { Credentials } from './credentials';
import type { InjectedFile } from './server';

/** Where every server finds its certificate: words for config templates. */
export const CERTIFICATE_AT = {
  certificateAt: '/etc/aerometer/certificate.pem',
  keyAt: '/etc/aerometer/certificate-key.pem',
} as const;

export function certificateFiles({ certificate, certificateKey }: Credentials): InjectedFile[] {
  return [
    { path: CERTIFICATE_AT.certificateAt, content: certificate, mode: 0o644 },
    { path: CERTIFICATE_AT.keyAt, content: certificateKey, mode: 0o644 },
  ];
}
