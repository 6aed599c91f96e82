/** A typed client for Setec, the secrets server of a tailnet. */
@SuppressWarnings({"requires-automatic", "module"})
module run.leger.setec {
    requires transitive run.leger.core;
    requires static transitive org.jspecify;
    requires static transitive java.sql;
    requires org.slf4j;
    requires static com.google.crypto.tink;

    exports run.leger.setec;
    exports run.leger.setec.bind;
    exports run.leger.setec.cache;
    exports run.leger.setec.source;
    exports run.leger.setec.rotate;
    exports run.leger.setec.write;
}
