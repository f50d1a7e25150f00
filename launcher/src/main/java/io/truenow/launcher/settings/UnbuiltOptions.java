package io.truenow.launcher.settings;

import io.truenow.launcher.role.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Documented settings of roles that are not built: accepted, so that a file of the documents is no error, and named at the start. */
final class UnbuiltOptions {

    static final SettingGroup GROUP = new SettingGroup("roles that are not built", rows());

    private UnbuiltOptions() {}

    private static List<Setting<?>> rows() {
        List<Setting<?>> rows = new ArrayList<>();
        Arrays.stream(Role.values()).filter(role -> !role.built()).forEach(role -> rows.add(PortOptions.row(role)));
        rows.add(unbuilt("CONTROL_GRPC_PORT", "control_plane.grpc_port", "port of the control plane's gRPC"));
        rows.add(unbuilt("WATERMARK_LOG_LEVEL", "watermark_service.log_level", "log level of the watermark service"));
        rows.add(unbuilt(
                "WATERMARK_COLLECTION_INTERVAL",
                "watermark_service.collection_interval",
                "time between its looks at the hot tier"));
        rows.add(unbuilt(
                "CONTROL_PLANE_URL", "watermark_service.control_plane_url", "where it finds the control plane"));
        rows.add(unbuilt(
                "STREAM_INGESTER_BATCH_SIZE",
                "stream_ingester.batch_size",
                "events that the stream ingester takes at once"));
        rows.add(unbuilt("CONSUMER_GROUP", "stream_ingester.consumer_group", "its Kafka consumer group"));
        rows.add(unbuilt("HOT_TIER_ENDPOINT", "stream_ingester.hot_tier_endpoint", "where it finds the hot tier"));
        for (String name : List.of(
                "BIND_ADDRESS",
                "GRPC_ADDRESS",
                "LOG_LEVEL",
                "LOG_FORMAT",
                "PG_HOST",
                "PG_PORT",
                "PG_DATABASE",
                "PG_USER",
                "REDIS_URL",
                "S3_ENDPOINT",
                "S3_BUCKET",
                "S3_REGION",
                "WAL_DIRECTORY",
                "SHUTDOWN_TIMEOUT")) {
            rows.add(ttdust(name));
        }
        for (String name : List.of("PG_PASSWORD", "S3_ACCESS_KEY", "S3_SECRET_KEY")) {
            rows.add(ttdust(name).asSecret());
        }
        rows.add(unbuilt("OTEL_EXPORTER_OTLP_ENDPOINT", "otel.endpoint", "where traces go"));
        return rows;
    }

    private static Setting<String> ttdust(String name) {
        return unbuilt("TTDUST_" + name, "ttdust." + name.toLowerCase(Locale.ROOT), "of the documented TTDust server");
    }

    private static Setting<String> unbuilt(String variable, String key, String sentence) {
        return Setting.<String>unset(variable, key, SettingType.text("a text"), sentence)
                .with(Effect.ROLE_NOT_BUILT);
    }
}
