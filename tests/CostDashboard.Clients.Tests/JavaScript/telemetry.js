"use strict";
// OpenTelemetry's tracing SDK, set up as its documentation says, and pointed at the dashboard by the standard variables
// OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS and OTEL_EXPORTER_OTLP_PROTOCOL. Nothing is sent anywhere else.
const { diag, DiagConsoleLogger, DiagLogLevel, SpanStatusCode, trace } = require("@opentelemetry/api");
const { OTLPTraceExporter: JsonExporter } = require("@opentelemetry/exporter-trace-otlp-http");
const { OTLPTraceExporter: ProtobufExporter } = require("@opentelemetry/exporter-trace-otlp-proto");
const { registerInstrumentations } = require("@opentelemetry/instrumentation");
const { resourceFromAttributes } = require("@opentelemetry/resources");
const { BatchSpanProcessor, NodeTracerProvider } = require("@opentelemetry/sdk-trace-node");

diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);

/** Sends to the dashboard, in the encoding that the standard variable names. */
exports.exporterToDashboard = () => (process.env.OTEL_EXPORTER_OTLP_PROTOCOL === "http/json" ? new JsonExporter() : new ProtobufExporter());

/**
 * Starts tracing before any library is loaded that is to be traced.
 * @returns a function that runs one scenario in a trace of its own, named after it, and one that sends what is left.
 */
exports.start = ({ processors = [new BatchSpanProcessor(exports.exporterToDashboard())], instrumentations = [] } = {}) => {
  const resource = resourceFromAttributes({ "service.name": process.env.OTEL_SERVICE_NAME });
  const provider = new NodeTracerProvider({ resource, spanProcessors: processors });
  provider.register();
  registerInstrumentations({ instrumentations, tracerProvider: provider });
  const tracer = trace.getTracer("application");

  const scenario = (name, work) =>
    tracer.startActiveSpan(name, async (span) => {
      try {
        if (!(await exports.attempt(name, work))) span.setStatus({ code: SpanStatusCode.ERROR, message: "refused" });
      } finally {
        span.end();
      }
    });

  return { scenario, tracer, end: () => provider.shutdown() };
};

/**
 * Does the work of a scenario. `chat/cached`: the interface, and what the provider is asked to answer. One that ends in /fail has to fail.
 * @returns whether it went well.
 */
exports.attempt = async (name, work) => {
  const isToFail = name.endsWith("/fail");
  try {
    await work(`Shall I take an umbrella? scenario: ${name.split("/")[1]}.`);
  } catch (error) {
    if (isToFail) return false;
    throw new Error(`${name}: ${error.stack}`);
  }
  if (isToFail) throw new Error(`${name} was expected to fail`);
  return true;
};

/** Runs a script's calls, sends what they left, and tells the test by the exit code whether all went as it should. */
exports.run = async (end, calls) => {
  try {
    await calls();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await end();
  }
};
