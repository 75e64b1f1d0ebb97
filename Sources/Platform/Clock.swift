import Glibc

/// The only place that reads time. Everything else is handed a number, so that it can be tested at any moment.
package enum Clock {
    /// Seconds since 1970, from the wall clock. It can jump: for names and for people, never for measuring.
    package static var wallSeconds: Int { wallMilliseconds / 1000 }

    /// Milliseconds since 1970, from the wall clock.
    package static var wallMilliseconds: Int { milliseconds(CLOCK_REALTIME) }

    /// Milliseconds since an arbitrary start; never goes back. For deadlines and durations within this process.
    package static var monotonicMilliseconds: Int { milliseconds(CLOCK_MONOTONIC) }

    /// Like `monotonicMilliseconds`, but goes on while the machine sleeps: for what somebody else counts too, such as a
    /// lease.
    package static var sinceBootMilliseconds: Int { milliseconds(CLOCK_BOOTTIME) }

    private static func milliseconds(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
