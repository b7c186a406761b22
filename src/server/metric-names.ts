// Every metric by name: what it counts, and the bounds of its histogram.

/** What Prometheus is told of a metric. */
export interface MetricInfo {
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  /** Upper bounds of a histogram, ascending, without infinity. */
  buckets?: readonly number[];
}

/** A review of a small change takes less than a second, one of 3,000 files minutes. */
const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900];

/** What GitHub allows in an hour, by kind of request, is at most 15,000; names end in their unit. */
export const metricNames: Readonly<Record<string, MetricInfo>> = {
  langguard_webhooks_total: { type: 'counter', help: 'Webhooks by event and by what became of them.' },
  langguard_jobs_total: { type: 'counter', help: 'Attempts of jobs by kind and result.' },
  langguard_reviews_total: { type: 'counter', help: 'Reviews that ended, by conclusion.' },
  langguard_reviews_stopped_early_total: {
    type: 'counter',
    help: 'Reviews stopped because a newer head or base overtook them.',
  },
  langguard_reviews_abandoned_total: { type: 'counter', help: 'Reviews that the watchdog ended.' },
  langguard_review_seconds: {
    type: 'histogram',
    help: 'Time of a review by stage: waiting, read, look-up, review, publish, and total from its queueing to the published check.',
    buckets: seconds,
  },
  langguard_lookups_total: {
    type: 'counter',
    help: 'Questions to package registries and OSV, by source and result.',
  },
  langguard_lookup_failures_total: { type: 'counter', help: 'Questions that got no answer, by source.' },
  langguard_missing_permissions: {
    type: 'gauge',
    help: 'Permissions that owners did not grant, counted for each installation.',
  },
  langguard_permission_refusals_total: {
    type: 'counter',
    help: 'Requests that GitHub refused for want of a permission, by what they were for.',
  },
  langguard_housekeeping_total: { type: 'counter', help: 'Daily rounds that deleted what is old.' },
  langguard_commands_total: { type: 'counter', help: 'Comment commands by result.' },
  langguard_notices_total: { type: 'counter', help: 'Messages to people outside, by channel and result.' },
  langguard_notices_waiting: { type: 'gauge', help: 'Notices that are still to be sent.' },
  langguard_notices_dead: { type: 'gauge', help: 'Notices that were given up.' },
  langguard_events_total: {
    type: 'counter',
    help: 'Batches of events for a security operations centre, by sink and result.',
  },
  langguard_events_lost_total: {
    type: 'counter',
    help: 'Events that a sink was too far behind to hear of.',
  },
  langguard_trace_requests_total: {
    type: 'counter',
    help: 'Requests with traces of assistants, by kind and answer.',
  },
  langguard_trace_events_total: { type: 'counter', help: 'Events of assistants that were kept, by source.' },
  langguard_trace_pulls_total: { type: 'counter', help: 'Turns of fetching traces, by source and result.' },
  langguard_pages_total: { type: 'counter', help: 'Pages and exports of the dashboard, by answer.' },
  langguard_page_seconds: {
    type: 'histogram',
    help: 'Time of a page or an export, by its path.',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 25],
  },
  langguard_sign_ins_total: { type: 'counter', help: 'Sign-ins that came back from GitHub, by result.' },
  langguard_sweeps_total: { type: 'counter', help: 'Sweeps over deliveries and open pull requests.' },
  langguard_sweep_last_success_timestamp_seconds: {
    type: 'gauge',
    help: 'When a sweep last came to its end.',
  },
  langguard_sweep_reviews_total: {
    type: 'counter',
    help: 'Pull requests that a sweep found without a review.',
  },
  langguard_redeliveries_total: { type: 'counter', help: 'Looks at failed deliveries.' },
  langguard_redelivered_total: {
    type: 'counter',
    help: 'Failed deliveries that GitHub was asked to send again.',
  },
  langguard_queue_jobs: { type: 'gauge', help: 'Jobs that wait or run.' },
  langguard_queue_oldest_seconds: { type: 'gauge', help: 'Age of the oldest job that waits or runs.' },
  langguard_dead_letters: { type: 'gauge', help: 'Jobs that were given up and are still kept.' },
  langguard_github_requests_total: {
    type: 'counter',
    help: 'Requests to GitHub for installations, by class of status.',
  },
  langguard_github_budget_remaining: {
    type: 'gauge',
    help: 'Requests that GitHub still allows, by installation; those with the least left.',
  },
  langguard_github_budget_limit: {
    type: 'gauge',
    help: 'Requests that GitHub allows in an hour, by installation.',
  },
  langguard_github_budget_lowest_ratio: {
    type: 'gauge',
    help: 'The smallest share of its hourly requests that any installation has left.',
  },
  langguard_store_up: { type: 'gauge', help: '1 when the database answers.' },
  langguard_metrics_series_dropped_total: {
    type: 'counter',
    help: 'Values counted under "other" because a metric had too many series.',
  },
  langguard_info: { type: 'gauge', help: 'Version and database of this process; always 1.' },
  process_resident_memory_bytes: { type: 'gauge', help: 'Memory of the process.' },
  process_cpu_seconds_total: { type: 'counter', help: 'Time of processors that the process used.' },
  process_start_time_seconds: { type: 'gauge', help: 'When the process started, in seconds since 1970.' },
  nodejs_heap_size_used_bytes: { type: 'gauge', help: 'Memory that objects of JavaScript take.' },
  nodejs_external_memory_bytes: { type: 'gauge', help: 'Memory outside the heap: buffers and WebAssembly.' },
  nodejs_eventloop_lag_p99_seconds: {
    type: 'gauge',
    help: 'How late timers came since the last scrape, 99th percentile.',
  },
};
