package run.leger.tailscale;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import run.leger.core.MalformedReplyException;
import run.leger.core.SecretBytes;

/** A certificate chain and its private key, as the daemon hands them out. Close it to wipe the key. */
public final class CertPair implements AutoCloseable {
    private static final byte[] END_OF_KEY = "PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);

    /** The kind of an alternative name that is a DNS name, as RFC 5280 numbers them. */
    private static final int DNS_NAME = 2;

    private final byte[] chain;
    private final SecretBytes key;
    private final List<X509Certificate> certificates;

    private CertPair(byte[] chain, SecretBytes key, List<X509Certificate> certificates) {
        this.chain = chain;
        this.key = key;
        this.certificates = certificates;
    }

    /** Cuts the daemon's answer, which is the key and then the chain, and wipes it. */
    static CertPair parse(byte[] pair, String operation) {
        try {
            int cut = endOfKey(pair);
            byte[] chain = Arrays.copyOfRange(pair, cut, pair.length);
            List<X509Certificate> certificates = certificates(chain);
            if (cut == 0 || certificates.isEmpty()) {
                throw new MalformedReplyException(
                        operation + ": the answer is not a private key followed by a certificate chain", null, null);
            }
            return new CertPair(chain, SecretBytes.take(Arrays.copyOf(pair, cut)), certificates);
        } catch (CertificateException e) {
            // The cause is left out: it may quote the answer, and the answer holds a key.
            throw new MalformedReplyException(operation + ": the certificate chain cannot be read", null, null);
        } finally {
            Arrays.fill(pair, (byte) 0);
        }
    }

    /** Returns where the line ends that closes the key, or 0. */
    private static int endOfKey(byte[] pair) {
        int found = 0;
        for (int i = 0; i + END_OF_KEY.length <= pair.length; i++) {
            if (Arrays.equals(pair, i, i + END_OF_KEY.length, END_OF_KEY, 0, END_OF_KEY.length)) {
                found++;
                if (found == 2) {
                    int end = i + END_OF_KEY.length;
                    return end < pair.length && pair[end] == '\n' ? end + 1 : end;
                }
            }
        }
        return 0;
    }

    private static List<X509Certificate> certificates(byte[] chain) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(chain)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /**
     * Returns the chain for a file.
     *
     * @return a copy of the PEM text, the own certificate first
     */
    public byte[] chainPem() {
        return chain.clone();
    }

    /**
     * Returns the private key for a file.
     *
     * @return the PEM text; wiped when this pair is closed
     */
    public SecretBytes keyPem() {
        return key;
    }

    /**
     * Returns the chain.
     *
     * @return the certificates, the own one first
     */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /**
     * Returns until when the certificate is valid.
     *
     * @return the end of the own certificate's validity
     */
    public Instant notAfter() {
        return certificates.get(0).getNotAfter().toInstant();
    }

    /**
     * Returns the names that the certificate is for.
     *
     * @return the DNS names of the own certificate; one may begin with {@code *.}
     */
    public List<String> names() {
        try {
            Collection<List<?>> alternatives = certificates.get(0).getSubjectAlternativeNames();
            return alternatives == null
                    ? List.of()
                    : alternatives.stream()
                            .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.get(0)))
                            .map(entry -> String.valueOf(entry.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** Wipes the key. */
    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "CertPair[" + String.join(", ", names()) + ", until " + notAfter() + "]";
    }
}
