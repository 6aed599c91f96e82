/** A typed client for Setec, the secrets server of a tailnet. */
module run.leger.setec {
    requires transitive run.leger.core;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports run.leger.setec;
    exports run.leger.setec.cache;
}
