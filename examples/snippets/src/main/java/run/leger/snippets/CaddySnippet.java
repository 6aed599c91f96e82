package run.leger.snippets;

import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.Tls;
import run.leger.caddy.Upstream;

final class CaddySnippet {
    private CaddySnippet() {}

    static void run(String address) {
        // snippet: caddy
        Upstream chat = Upstream.of("openwebui:3000");
        try (CaddyAdmin caddy = CaddyAdmin.create(address)) {
            Caddyfile.Builder file = Caddyfile.builder().global(global -> global.admin(address));
            file.site("ai.tail1234.ts.net", site -> site.reverseProxy(chat).tls(Tls::getCertificateTailscale));
            caddy.load(file.build().render());
        }
        // end
    }
}
