package run.leger.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import run.leger.tailscale.Status;

/** Runs what people run most, so that a class-data archive or an AOT cache made meanwhile holds their classes. */
public final class Training {
    private static final List<List<String>> RUNS = List.of(
            List.of("status", "--json", "--demo"),
            List.of("status", "--demo"),
            List.of("init", "--demo"),
            List.of("doctor", "--json", "--demo"),
            List.of("whois", "100.64.0.2", "--demo"),
            List.of("publish", "--dry-run", "--demo"),
            List.of("secrets", "list", "--demo"),
            List.of("caddy", "render", "--demo"),
            List.of("resolved", "render"),
            List.of("--help"));

    /** Every field of a real daemon's status, the rare ones too. */
    private static final String STATUS = """
            {"Version":"1.0.0","TUN":true,"BackendState":"Running","HaveNodeKey":true,"AuthURL":"","TailscaleIPs":["100.64.0.1"],
            "Self":{"ID":"n1","NodeID":1,"PublicKey":"nodekey:00","HostName":"a","DNSName":"a.tail0.ts.net.","OS":"linux","UserID":1,
            "TailscaleIPs":["100.64.0.1"],"AllowedIPs":["100.64.0.1/32"],"Tags":["tag:a"],"PrimaryRoutes":["10.0.0.0/8"],
            "Addrs":["192.0.2.1:1"],"Created":"2026-01-01T00:00:00.123456789Z","LastSeen":"0001-01-01T00:00:00Z","PeerAPIURL":["http://a"],
            "TaildropTarget":1,"Capabilities":["c"],"CapMap":{"c":null,"d":[1]},"sshHostKeys":["k"],"KeyExpiry":"2026-01-01T00:00:00Z",
            "Location":{"Country":"c","Latitude":1.5}},
            "ExitNodeStatus":{"ID":"n2","Online":true,"TailscaleIPs":["100.64.0.2/32"]},"Health":["h"],"MagicDNSSuffix":"tail0.ts.net",
            "CurrentTailnet":{"Name":"t","StableID":"s","MagicDNSSuffix":"tail0.ts.net","MagicDNSEnabled":true},
            "CertDomains":["a.tail0.ts.net"],"ExtraRecords":[{"Name":"x","Type":"A","Value":"100.64.0.1"}],
            "Peer":{"nodekey:01":{"ID":"n2","Addrs":null,"CapMap":{"c":[]}}},"User":{"1":{"ID":1,"LoginName":"a@b","Groups":["g"]}},
            "ClientVersion":{"RunningLatest":true}}""";

    private Training() {}

    /**
     * Runs commands against fakes, with their output thrown away.
     *
     * @param args which commands; nothing for all
     */
    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Status.parse(STATUS);
        Arguments.of(List.of("status", "--json"));
        List<String> chosen = List.of(args);
        for (List<String> run : RUNS) {
            if (!chosen.isEmpty() && !chosen.contains(run.get(0))) {
                continue;
            }
            Main.run(
                    run.toArray(String[]::new),
                    new ByteArrayInputStream(new byte[0]),
                    nowhere,
                    nowhere,
                    System.getenv());
        }
    }
}
