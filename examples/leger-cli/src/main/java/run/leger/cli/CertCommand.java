package run.leger.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import run.leger.core.AtomicFile;
import run.leger.core.DnsName;
import run.leger.core.FileFailedException;
import run.leger.tailscale.CertPair;
import run.leger.tailscale.TailscaleClient;

/** {@code leger cert [--dry-run] NAME}: writes a certificate chain, and its key for the owner's eyes only. */
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
        boolean dry = call.has(CliOptions.DRY_RUN);
        try (TailscaleClient tailscale = call.tailscale()) {
            Optional<Instant> until = Optional.empty();
            if (dry) {
                requireOffered(tailscale.statusWithoutPeers().certDomains(), name);
                OutputFolder.require(key);
                OutputFolder.require(chain);
            } else {
                until = Optional.of(write(tailscale, name, key, chain));
            }
            report(call.console(), name, chain, key, until);
        }
        return Exit.OK;
    }

    /** Asking for the certificate itself would have one made, of which there are only so many a week. */
    private static void requireOffered(List<String> names, DnsName name) {
        if (!names.contains(name.value())) {
            throw new RefusedException(
                    "this device can have no certificate for " + name,
                    names.isEmpty()
                            ? "turn on HTTPS certificates for the tailnet (admin console, DNS page)"
                            : "use one of the names that this device can have: " + String.join(", ", names));
        }
    }

    /** Says what was written, or without a time of expiry what would be. */
    private static void report(Console console, DnsName name, Path chain, Path key, Optional<Instant> until) {
        if (console.json()) {
            console.object(
                    "cert",
                    out -> out.field("applied", until.isPresent())
                            .field("name", name.value())
                            .field("certificate", chain.toString())
                            .field("key", key.toString())
                            .field("not_after", until.map(Instant::toString).orElse(null)));
        } else {
            console.line((until.isPresent() ? "wrote " : "would write ") + chain + " and " + key
                    + until.map(time -> ", valid until " + time).orElse(""));
        }
    }

    private static Instant write(TailscaleClient tailscale, DnsName name, Path key, Path chain) {
        try (CertPair pair = tailscale.certPair(name)) {
            write(pair, AtomicFile.secret(key), AtomicFile.readable(chain));
            return pair.notAfter();
        }
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
