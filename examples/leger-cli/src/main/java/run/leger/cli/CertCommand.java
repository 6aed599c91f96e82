package run.leger.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import run.leger.core.AtomicFile;
import run.leger.core.DnsName;
import run.leger.core.FileFailedException;
import run.leger.tailscale.CertPair;
import run.leger.tailscale.TailscaleClient;

/** {@code leger cert NAME}: writes a certificate chain, and its key for the owner's eyes only. */
final class CertCommand {
    private CertCommand() {}

    static int run(Invocation call) {
        DnsName name;
        try {
            name = DnsName.of(call.word("a name"));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        Path folder = call.out().orElse(Path.of("."));
        Path chain = folder.resolve(name + ".crt");
        Path key = folder.resolve(name + ".key");
        try (TailscaleClient tailscale = call.tailscale();
                CertPair pair = tailscale.certPair(name)) {
            write(pair, AtomicFile.secret(key), AtomicFile.readable(chain));
            if (call.console().json()) {
                call.console()
                        .object(
                                "cert",
                                out -> out.field("name", name.value())
                                        .field("certificate", chain.toString())
                                        .field("key", key.toString())
                                        .field("not_after", pair.notAfter().toString()));
            } else {
                call.console().line("wrote " + chain + " and " + key + ", valid until " + pair.notAfter());
            }
        }
        return Exit.OK;
    }

    /** A key without its certificate would not fit the old one: where the second cannot be written, the first is put back. */
    private static void write(CertPair pair, AtomicFile key, AtomicFile chain) {
        Optional<byte[]> before = key.read();
        pair.keyPem().use(bytes -> {
            key.replace(bytes);
            return bytes.length;
        });
        try {
            chain.replace(pair.chainPem());
        } catch (FileFailedException e) {
            before.ifPresentOrElse(key::replace, key::delete);
            throw e;
        } finally {
            before.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        }
    }
}
