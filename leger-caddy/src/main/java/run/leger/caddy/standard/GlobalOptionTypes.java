package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.grammar.Setting;

/** The global options. */
final class GlobalOptionTypes {
    private GlobalOptionTypes() {}

    static List<Setting<?>> all() {
        return List.of(
                StandardOptions.DEBUG,
                StandardOptions.HTTP_PORT,
                StandardOptions.HTTPS_PORT,
                StandardOptions.DEFAULT_BIND,
                StandardOptions.GRACE_PERIOD,
                StandardOptions.SHUTDOWN_DELAY,
                StandardOptions.DEFAULT_SNI,
                StandardOptions.FALLBACK_SNI,
                StandardOptions.STORAGE,
                StandardOptions.STORAGE_CHECK,
                StandardOptions.STORAGE_CLEAN_INTERVAL,
                StandardOptions.RENEW_INTERVAL,
                StandardOptions.OCSP_INTERVAL,
                StandardOptions.ACME_CA,
                StandardOptions.ACME_CA_ROOT,
                StandardOptions.ACME_DNS,
                StandardOptions.ACME_EAB,
                StandardOptions.CERT_ISSUER,
                StandardOptions.SKIP_INSTALL_TRUST,
                StandardOptions.EMAIL,
                StandardOptions.LOCAL_CERTS,
                StandardOptions.KEY_TYPE,
                StandardOptions.AUTO_HTTPS,
                StandardOptions.METRICS,
                StandardOptions.OCSP_STAPLING,
                StandardOptions.CERT_LIFETIME,
                StandardOptions.PERSIST_CONFIG,
                StandardOptions.DNS,
                StandardOptions.TLS_RESOLVERS,
                StandardOptions.TLS_AUTOMATE_NAMES,
                StandardOptions.RENEWAL_WINDOW_RATIO,
                StandardOptions.FILESYSTEM,
                OrderOption.ORDER,
                AdminOption.ADMIN,
                OnDemandTls.ON_DEMAND_TLS,
                ServerOptions.SERVERS,
                LogDirective.OPTION,
                PreferredChains.PREFERRED_CHAINS,
                EchOption.ECH,
                PkiOption.PKI,
                EventsOption.EVENTS);
    }
}
