package run.leger.cli;

import java.nio.file.Path;
import run.leger.core.AtomicFile;
import run.leger.core.DnsName;
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
            pair.keyPem().use(bytes -> {
                AtomicFile.secret(key).replace(bytes);
                return bytes.length;
            });
            AtomicFile.readable(chain).replace(pair.chainPem());
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
}
