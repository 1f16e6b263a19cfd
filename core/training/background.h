// What a thread that computes in the background owes to the program in the foreground.
#pragma once

#include <chrono>

namespace layerwise {

// Lets the calling thread, and those that it starts from now on, yield to the window's: a frame
// stays smooth while training takes whatever is left.
void lower_priority_of_this_thread();

// Keeps freed memory for the next product. Eigen takes its packing buffers from malloc each time;
// above 128 KiB glibc would map and unmap pages for each, at half of the speed.
// To be called before training threads start.
void keep_freed_memory();

// Adds up the time between start() and stop().
class Stopwatch {
public:
    void start();
    void stop();
    [[nodiscard]] double seconds() const;  // so far, also while it runs

private:
    using Clock = std::chrono::steady_clock;
    Clock::duration before_{};
    Clock::time_point started_;
    bool running_ = false;
};

}  // namespace layerwise
