#include "runtime/random.hpp"

#include <bit>
#include <cfloat>
#include <cmath>
#include <limits>

#include "runtime/check.hpp"

// A fused multiply-add rounds once where two operations round twice: the bits would depend on the
// machine that this is compiled for.
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

namespace forlopp::runtime {

namespace {

static_assert(FLT_EVAL_METHOD == 0, "a double must be computed as a double");
static_assert(std::numeric_limits<double>::is_iec559);

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t golden_gamma = 0x9e3779b97f4a7c15;
constexpr double two_to_minus_52 = 1.0 / 4503599627370496.0;
constexpr double two_to_minus_53 = two_to_minus_52 / 2;

// The high part has 21 zero bits at its end, so that its product with an exponent is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;

constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

std::array<std::uint64_t, 4> fill_by_splitmix(std::uint64_t seed) {
  std::array<std::uint64_t, 4> state{};
  for (auto& word : state) word = mix(seed += golden_gamma);
  return state;
}

/// Uniform in (0, 1): never an end, so that a logarithm of it exists.
double open_uniform(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12) + 0.5) * two_to_minus_52;
}

template <std::size_t n>
double polynomial(const std::array<double, n>& coefficients, double x) {
  double sum = 0;
  for (auto i = n; i > 0; --i) sum = sum * x + coefficients[i - 1];
  return sum;
}

/// Two to the power of an exponent within the normal range, [-1022, 1023].
double power_of_two(int exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

struct Rational {
  std::array<double, 8> numerator;
  std::array<double, 8> denominator;

  double operator()(double x) const {
    return polynomial(numerator, x) / polynomial(denominator, x);
  }
};

// The normal quantile by M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37, 1988.
constexpr Rational quantile_centre{
    {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
     1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
     3.3430575583588128105e4, 2.5090809287301226727e3},
    {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
     2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
     5.2264952788528545610e3}};
constexpr Rational quantile_shoulder{
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9}};
constexpr Rational quantile_tail{
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15}};

// 1/(2n + 1), the series of the inverse hyperbolic tangent, in the square of its argument.
constexpr std::array<double, 12> atanh_series{1.0,      1.0 / 3,  1.0 / 5,  1.0 / 7,
                                              1.0 / 9,  1.0 / 11, 1.0 / 13, 1.0 / 15,
                                              1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23};

constexpr std::array<double, 15> exp_series = [] {
  std::array<double, 15> terms{};
  double factorial = 1;
  for (std::size_t n = 0; n < terms.size(); ++n) {
    if (n > 0) factorial *= static_cast<double>(n);
    terms[n] = 1 / factorial;
  }
  return terms;
}();

}  // namespace

Random::Random(std::uint64_t seed) : state_{fill_by_splitmix(seed)} {}

std::uint64_t Random::next() {
  const auto result = std::rotl(state_[1] * 5, 7) * 9;
  const auto shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Random::below(std::uint64_t bound) {
  check(bound > 0, "Random::below needs a bound above zero");
  auto product = Wide{next()} * bound;
  if (static_cast<std::uint64_t>(product) < bound) {
    const auto threshold = (0 - bound) % bound;
    while (static_cast<std::uint64_t>(product) < threshold) product = Wide{next()} * bound;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

double Random::uniform() {
  return static_cast<double>(next() >> 11) * two_to_minus_53;
}

bool Random::chance(double probability) {
  return uniform() < probability;
}

double Random::exponential() {
  return -portable_log(open_uniform(next()));
}

double Random::normal() {
  return portable_normal_quantile(open_uniform(next()));
}

std::chrono::nanoseconds Random::exponential(std::chrono::nanoseconds mean) {
  const double drawn = exponential() * static_cast<double>(mean.count());
  constexpr auto longest = std::chrono::nanoseconds::max();
  if (drawn >= static_cast<double>(longest.count())) return longest;
  return std::chrono::nanoseconds{static_cast<std::int64_t>(drawn)};
}

Random Random::split(std::uint64_t stream) const {
  auto seed = mix(stream + golden_gamma);
  for (const auto word : state_) seed = mix((seed ^ word) + golden_gamma);
  return Random{seed};
}

double portable_log(double x) {
  check(x > 0, "the logarithm of a number that is not above zero");
  if (x > DBL_MAX) return x;
  int exponent = 0;
  if (x < DBL_MIN) {
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52) - 1023;
  auto mantissa = std::bit_cast<double>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    ++exponent;
  }
  // log m = 2 artanh((m - 1)/(m + 1)); the argument stays within 0.172.
  const double s = (mantissa - 1) / (mantissa + 1);
  const double of_mantissa = 2 * s * polynomial(atanh_series, s * s);
  const double k = exponent;
  return k * ln2_high + (of_mantissa + k * ln2_low);
}

double portable_exp(double x) {
  if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
  if (x < -745.1332191019412) return 0;
  const auto k = static_cast<int>(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
  const double r = (x - k * ln2_high) - k * ln2_low;
  const int half = k / 2;  // Two steps: two to the k alone may lie outside a double's range.
  return polynomial(exp_series, r) * power_of_two(half) * power_of_two(k - half);
}

double portable_normal_quantile(double probability) {
  check(probability > 0 && probability < 1, "a normal quantile of a probability outside (0, 1)");
  const double q = probability - 0.5;
  if (q >= -0.425 && q <= 0.425) return q * quantile_centre(0.180625 - q * q);
  const double tail = q < 0 ? probability : 1 - probability;
  const double r = std::sqrt(-portable_log(tail));
  const double size = r <= 5 ? quantile_shoulder(r - 1.6) : quantile_tail(r - 5);
  return q < 0 ? -size : size;
}

}  // namespace forlopp::runtime
