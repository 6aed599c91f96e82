package run.leger.conformance.caddy;

import java.net.URI;
import java.nio.file.Path;
import run.leger.caddy.CaddyAdmin;
import run.leger.conformance.lab.CaddyProcess;
import run.leger.core.TcpTransport;
import run.leger.core.Transport;
import run.leger.core.UnixTransport;

/** A real Caddy and the way to its admin API: over a Unix socket or over TCP. */
final class AdminWay implements AutoCloseable {
    private final CaddyProcess caddy;
    private final String listen;
    private final CaddyAdmin admin;
    private final Transport transport;

    private AdminWay(CaddyProcess caddy, String listen, Transport transport) {
        this.caddy = caddy;
        this.listen = listen;
        this.admin = CaddyAdmin.create(listen);
        this.transport = transport;
    }

    static AdminWay overUnixSocket() {
        CaddyProcess caddy = CaddyProcess.start("# nothing yet\n");
        Path socket = caddy.adminSocket();
        return new AdminWay(
                caddy,
                "unix/" + socket,
                UnixTransport.builder(socket).keepIdle(0).build());
    }

    static AdminWay overTcp() {
        String listen = "127.0.0.1:" + Ports.free();
        CaddyProcess caddy = CaddyProcess.start("{\n\tadmin " + listen + "\n}\n");
        Transport transport =
                TcpTransport.builder(URI.create("http://" + listen)).keepIdle(0).build();
        return new AdminWay(caddy, listen, transport);
    }

    CaddyProcess caddy() {
        return caddy;
    }

    String listen() {
        return listen;
    }

    CaddyAdmin admin() {
        return admin;
    }

    Transport transport() {
        return transport;
    }

    @Override
    public void close() {
        admin.close();
        transport.close();
        caddy.close();
    }
}
