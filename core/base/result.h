// A value, or one line that says what was expected, what was found and where.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace layerwise {

// One line for a person: "data/x.idx: expected magic 0x00000803 (images), found 0x00000801".
struct Error {
    std::string message;
};

// The outcome of anything that depends on bad-able input: a file, a flag, a typed value.
template <class T>
class [[nodiscard]] Result {
public:
    // Implicit on purpose: `return value;` and `return Error{"..."};` both read as they should.
    Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    bool ok() const { return std::holds_alternative<T>(state_); }
    explicit operator bool() const { return ok(); }

    // REQUIRES: ok().
    T& value() & { return *checked(); }
    const T& value() const& { return *const_cast<Result*>(this)->checked(); }
    T&& value() && { return std::move(*checked()); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return checked(); }
    const T* operator->() const { return const_cast<Result*>(this)->checked(); }

    // REQUIRES: !ok().
    const Error& error() const {
        assert(!ok());
        return *std::get_if<Error>(&state_);
    }

private:
    T* checked() {
        assert(ok());
        return std::get_if<T>(&state_);
    }

    std::variant<T, Error> state_;
};

// The value of a Result that has nothing else to say than that it worked.
struct Done {};
using Status = Result<Done>;

}  // namespace layerwise
