package run.leger.caddy;

import run.leger.core.Json;
import run.leger.core.internal.JsonIn;

/**
 * An authority of Caddy's own, which signs certificates for names that no public one knows.
 *
 * @param id its id, {@code local} by default
 * @param name its name for people
 * @param rootCommonName the name in the root certificate
 * @param intermediateCommonName the name in the intermediate certificate
 * @param rootCertificate the root certificate in PEM
 * @param intermediateCertificate the intermediate certificate in PEM
 * @param raw the object as it was received
 */
public record CertificateAuthority(
        String id,
        String name,
        String rootCommonName,
        String intermediateCommonName,
        String rootCertificate,
        String intermediateCertificate,
        Json raw) {
    static CertificateAuthority read(JsonIn in) {
        int mark = in.mark();
        String id = "";
        String authority = "";
        String rootName = "";
        String intermediateName = "";
        String root = "";
        String intermediate = "";
        in.beginObject();
        for (String name = in.field(); name != null; name = in.field()) {
            switch (name) {
                case "id" -> id = in.text();
                case "name" -> authority = in.text();
                case "root_common_name" -> rootName = in.text();
                case "intermediate_common_name" -> intermediateName = in.text();
                case "root_certificate" -> root = in.text();
                case "intermediate_certificate" -> intermediate = in.text();
                default -> in.skip();
            }
        }
        return new CertificateAuthority(
                id, authority, rootName, intermediateName, root, intermediate, in.rawSince(mark));
    }
}
