/** The {@code leger} command. */
module run.leger.cli {
    requires run.leger.device;
    requires run.leger.setec;
    requires run.leger.testkit;
    requires static org.jspecify;
    requires org.apache.commons.cli;
    requires org.snakeyaml.engine;
    requires jdk.unsupported; // signals, for secrets run
}
