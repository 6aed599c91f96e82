package run.leger.device.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import run.leger.core.DnsName;

/** Looks whether a certificate on disk covers a name. */
final class CertificateFile {
    private static final int DNS_NAME = 2;

    private CertificateFile() {}

    /** Returns why it does not, or empty where it does. */
    static Optional<String> problem(Path file, DnsName name) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            certificate.checkValidity();
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            boolean covered = alternatives != null
                    && alternatives.stream()
                            .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.get(0)))
                            .anyMatch(entry -> matches(String.valueOf(entry.get(1)), name));
            return covered ? Optional.empty() : Optional.of("the certificate in " + file + " is for other names");
        } catch (IOException e) {
            return Optional.of("the certificate in " + file + " cannot be read");
        } catch (CertificateException e) {
            return Optional.of("the certificate in " + file + " is not valid: " + e.getMessage());
        }
    }

    /** Returns why a key file cannot be used, or empty where it looks as if it could; Caddy may read what this user may not. */
    static Optional<String> keyProblem(Path file) {
        if (Files.notExists(file)) {
            return Optional.of("there is no key file " + file);
        }
        return Files.isDirectory(file) ? Optional.of("the key file " + file + " is a directory") : Optional.empty();
    }

    private static boolean matches(String pattern, DnsName name) {
        if (pattern.startsWith("*.")) {
            return name.parent()
                    .map(parent -> parent.value().equalsIgnoreCase(pattern.substring(2)))
                    .orElse(false);
        }
        return pattern.equalsIgnoreCase(name.value());
    }
}
