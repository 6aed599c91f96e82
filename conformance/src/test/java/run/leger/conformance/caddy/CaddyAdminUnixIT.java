package run.leger.conformance.caddy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.caddy.CaddyAdmin;

/** The suite against the real Caddy, over a Unix socket. */
class CaddyAdminUnixIT extends RealCaddyAdmin {
    private static AdminWay way;

    @BeforeAll
    static void start() {
        way = AdminWay.overUnixSocket();
    }

    @AfterAll
    static void stop() {
        way.close();
    }

    @Override
    protected CaddyAdmin admin() {
        return way.admin();
    }

    @Override
    protected String listen() {
        return way.listen();
    }
}
