package run.leger.caddy.syntax;

/**
 * Caddyfiles as people write them, of any size: what is measured with them says something about theirs. No imports, which Caddy's parser
 * expands and ours keeps, and no environment spans, for each of which Caddy's copies the rest of the file.
 */
public final class OrdinaryCaddyfile {
    private static final String BEGIN = """
            {
            	email ops@example.com
            	servers {
            		protocols h1 h2 h3
            	}
            }

            (common) {
            	header -Server
            }
            """;
    private static final String SITE = """

            # Site %1$d: what it serves, and for whom.
            site%1$d.example.com, www.site%1$d.example.com {
            	root * /srv/www/site%1$d
            	@api path /api/* /v%2$d/*
            	reverse_proxy @api 10.0.%2$d.2:8080 10.0.%2$d.3:8080 {
            		lb_policy least_conn
            		health_uri /health
            		health_interval 10s
            		header_up X-Real-IP {remote_host}
            	}
            	header {
            		Strict-Transport-Security "max-age=31536000; includeSubDomains"
            		X-Content-Type-Options nosniff
            		-Server
            	}
            	handle_path /assets/* {
            		file_server browse
            	}
            	handle_errors {
            		respond "{err.status_code} {err.status_text}"
            	}
            	log {
            		output file /var/log/caddy/site%1$d.log {
            			roll_size 10mb
            			roll_keep 5
            		}
            		format json
            	}
            	tls ops@example.com
            	file_server
            }
            """;

    private OrdinaryCaddyfile() {}

    /**
     * Makes a file, laid out as the formatter does.
     *
     * @param size how many bytes it has at least; it has at most one site more
     * @return the text, ASCII
     */
    public static String of(int size) {
        StringBuilder out = new StringBuilder(size + SITE.length() * 2).append(BEGIN);
        for (int site = 0; out.length() < size; site++) {
            out.append(SITE.replace("%1$d", String.valueOf(site)).replace("%2$d", String.valueOf(site % 250)));
        }
        return out.toString();
    }
}
