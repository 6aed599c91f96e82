package run.leger.device.publish;

import java.nio.file.Path;
import java.util.Optional;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.SiteAddress;
import run.leger.caddy.Tls;
import run.leger.caddy.Upstream;

/** Writes the Caddyfile of a plan. */
final class CaddyfileMaker {
    private static final String HEADER = "Written by leger publish; changes are overwritten.";

    private CaddyfileMaker() {}

    /** Tells whether a Caddyfile is one of ours, by its first line. */
    static boolean isOurs(String text) {
        return text.startsWith("# " + HEADER);
    }

    /**
     * Returns the Caddyfile. A loaded configuration replaces Caddy's admin settings too, so where the endpoint is not in its default place it must be
     * said again.
     */
    static Caddyfile make(
            PublishPlan plan, PublishSettings settings, PublishFiles files, Optional<String> adminListen) {
        Caddyfile.Builder caddyfile = Caddyfile.builder().comment(HEADER);
        caddyfile.global(global -> {
            adminListen.ifPresent(global::admin);
            global.defaultBind(plan.bind().toArray(String[]::new));
        });
        for (ServicePlan service : plan.services()) {
            service.address()
                    .ifPresent(address -> caddyfile.site(
                            SiteAddress.of(address.host() + (address.port() == 443 ? "" : ":" + address.port())),
                            site -> site.reverseProxy(
                                            Upstream.of(service.service().upstream()))
                                    .tls(tls -> certificate(tls, address, settings, files))));
        }
        return caddyfile.build();
    }

    private static void certificate(Tls tls, PlannedAddress address, PublishSettings settings, PublishFiles files) {
        switch (address.certificate()) {
            // Said for each site: with some global options Caddy silently drops its automatic Tailscale certificates.
            case TAILSCALED -> tls.getCertificateTailscale();
            case WILDCARD_FILES ->
                tls.files(
                        files.wildcard().path().toString(),
                        files.wildcard().path().toString());
            case GIVEN_FILES -> tls.files(absolute(settings.legerCertificate()), absolute(settings.legerKey()));
        }
    }

    private static String absolute(Optional<Path> file) {
        return file.orElseThrow().toAbsolutePath().toString();
    }
}
