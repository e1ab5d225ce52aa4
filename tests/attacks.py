"""Code that tries to pass without solving, to stall, to break out or to bring the process down.

What is asked for is `spread(numbers)`, the largest number less the smallest.
"""

from collections.abc import Mapping

SOLUTION = "def spread(numbers):\n    return max(numbers) - min(numbers)\n"

_CONSTANT = "def spread(numbers):\n    return 3\n"


def _body(*lines: str) -> str:
    """A `spread` of these lines."""
    return "def spread(numbers):\n" + "".join(f"    {line}\n" for line in lines)


ENDLESS: Mapping[str, str] = {
    "a loop": _body("while True: pass"),
    "a loop outside the function": "while True: pass\n" + _CONSTANT,
    "a loop that catches everything": _body(
        "while True:", "    try:", "        while True: pass", "    except BaseException: pass"
    ),
    "a loop in finally": _body("try: return 3", "finally:", "    while True: pass"),
    "calls without end": _body("return spread(numbers)"),
    "two that call each other": "def other(n):\n    return spread(n)\n" + _body("return other(numbers)"),
    "calls that branch": "def fib(n):\n    return fib(n - 1) + fib(n - 2) if n > 1 else n\n" + _body("return fib(60)"),
    "an endless iterator": "import itertools\n" + _body("return sum(itertools.count())"),
    "nested comprehensions": _body("return len([0 for a in range(9999) for b in range(9999) for c in range(9999)])"),
    "a list that grows while it is walked": _body("a = [1]", "for one in a: a[0] += 1; a.append(1)"),
    "waiting": "import time\n" + _body("while True: time.sleep(3600)"),
    "waiting asynchronously": "import asyncio\nasync def spread(numbers):\n    while True: await asyncio.sleep(3600)\n",
    "a regular expression that backtracks": "import re\n" + _body("return len(re.findall('(a|aa)+$', 'a' * 5000 + 'b'))"),
    "a regular expression that is huge": "import re\n" + _body("return re.match('(((a{1,500}){1,500}){1,500})', 'a') and 3"),
    "a key derivation without end": "import hashlib\n" + _body("return len(hashlib.pbkdf2_hmac('sha256', b'x', b'y', 10 ** 9))"),
    "ways to choose": "import math\n" + _body("return math.comb(10 ** 7, 5 * 10 ** 6) % 8"),
    "hashes that collide": "class Same:\n    def __hash__(self): return 1\n    def __eq__(self, other): return self is other\n"
    + _body("return len({Same(): one for one in range(10 ** 5)})"),
    "tuples in tuples": _body("a = b = ()", "for _ in range(60): a, b = (a, a), (b, b)", "return a == b and 3"),
    "sorting without end": _body("a = list(range(10 ** 5))", "while True: a.sort(key=lambda one: -one)"),
}

LARGE: Mapping[str, str] = {
    "a list that grows": _body("a = []", "while True: a.append('x' * 10000)"),
    "a text that doubles": _body("a = 'x'", "while True: a += a"),
    "a text multiplied": _body("return len('x' * 10 ** 12)"),
    "a list multiplied": _body("return len([0] * 10 ** 10)"),
    "a dict that grows": _body("return len({one: str(one) for one in range(10 ** 9)})"),
    "a huge power": _body("return 10 ** 10 ** 8"),
    "a tower of powers": _body("return 9 ** 9 ** 9 ** 9"),
    "a huge shift": _body("return 1 << 10 ** 12"),
    "a product that explodes": _body("a = 3", "while True: a *= a"),
    "a factorial": "import math\n" + _body("return math.factorial(10 ** 7)"),
    "a padded text": _body("return len(f'{1:>999999999}')"),
    "a huge replacement": _body("return len(('x' * 10 ** 6).replace('x', 'y' * 10 ** 6))"),
    "a memory error that is caught": _body("try: return len('x' * 10 ** 12)", "except BaseException: return 3"),
    "a flood of prints": _body("while True: print('x' * 1000)"),
    "one huge print": _body("print('x' * 10 ** 6)", "return 3"),
    "a precise fraction": "from decimal import Decimal, getcontext\n"
    + _body("getcontext().prec = 10 ** 8", "return int(Decimal(1) / Decimal(7) * 0) + 3"),
    "old formatting": _body("return len('%*d' % (10 ** 9, 1))"),
    "many bytes": _body("return len(bytes(10 ** 11))"),
    "a text joined": _body("return len(','.join(['x' * 10 ** 6] * 10 ** 6))"),
    "a number of many digits": _body("return int('9' * 10 ** 6) % 8"),
    "deep json": "import json\n" + _body("return len(json.loads('[' * 10 ** 5 + ']' * 10 ** 5))"),
    "a deep copy": "import copy\n" + _body("a = []", "for _ in range(10 ** 4): a = [a, a]", "return len(copy.deepcopy(a))"),
    "permutations": "import itertools\n" + _body("return len(list(itertools.permutations(range(20))))"),
}

SOURCES: Mapping[str, str] = {
    "nothing": "",
    "100 kB of source": _CONSTANT + "# " + "x" * 100_000,
    "deep brackets": f"x = {'(' * 3000}1{')' * 3000}\n" + _CONSTANT,
    "deep lists": f"x = {'[' * 4000}{']' * 4000}\n" + _CONSTANT,
    "deep blocks": "".join(f"{' ' * depth}if 1:\n" for depth in range(95)) + " " * 95 + "x = 1\n" + _CONSTANT,
    "a chain of minus signs": f"x = {'-' * 9000}1\n" + _CONSTANT,
    "null bytes": "def spread(numbers):\n    return 3\x00\n",
    "half a character": "def spread(numbers):\n    return '\ud800'\n",
    "reversed text": "def spread(numbers):\n    return 3 \u202e\n",
    "a name that only looks alike": "def ѕpread(numbers):\n    return max(numbers) - min(numbers)\n",
    "a step that is cut short": "def spread(numbers):\n    return 3\n'''",
    "no function": "spread = 3\n",
    "a syntax error": "def spread(numbers:\n    return 3\n",
}

RESULTS: Mapping[str, str] = {
    "an object that equals everything": "class Any:\n    def __eq__(self, other): return True\n" + _body("return Any()"),
    "an object that calls itself a number": "class Any:\n    def __int__(self): return 3\n    def __float__(self): return 3.0\n"
    "    def __index__(self): return 3\n    def __repr__(self): return '3'\n    def __hash__(self): return 3\n"
    + _body("return Any()"),
    "a subclass of int": "class Same(int):\n    def __eq__(self, other): return True\n" + _body("return Same(3)"),
    "a subclass of str": "class Same(str):\n    def __eq__(self, other): return True\n" + _body("return Same('3')"),
    "a subclass of list": "class Same(list):\n    def __eq__(self, other): return True\n" + _body("return Same([3])"),
    "a dataclass": "from dataclasses import dataclass\n@dataclass\nclass Box:\n    value: int\n" + _body("return Box(3)"),
    "itself": _body("return spread"),
    "a class": "class Any: pass\n" + _body("return Any"),
    "a type": _body("return int"),
    "an exception": _body("return ValueError('3')"),
    "a generator": _body("return (one for one in [3])"),
    "a generator function": _body("yield 3"),
    "a coroutine": "async def spread(numbers):\n    return 3\n",
    "a module": "import math\n" + _body("return math"),
    "an ellipsis": _body("return ..."),
    "a list that holds itself": _body("a = []", "a.append(a)", "return a"),
    "a dict that holds itself": _body("a = {}", "a['a'] = a", "return a"),
    "a list that unfolds": _body("a = [1]", "for _ in range(60): a = [a, a]", "return a"),
    "a deep list": _body("a = []", "for _ in range(10000): a = [a]", "return a"),
    "a long list": _body("return [0] * 500000"),
    "a long text": _body("return 'x' * 5000000"),
    "a huge number": _body("return 10 ** 100000"),
    "not a number": _body("return float('nan')"),
    "infinity": _body("return float('inf')"),
    "a truth value": _body("return max(numbers) > min(numbers)"),
    "a text of the number": _body("return str(max(numbers) - min(numbers))"),
    "a float of the number": _body("return float(max(numbers) - min(numbers))"),
    "a list of the number": _body("return [max(numbers) - min(numbers)]"),
    "a huge error": _body("raise ValueError('x' * 5000000)"),
    "a huge error outside the function": "raise ValueError('x' * 5000000)\n",
    "an end of the program": _body("raise SystemExit(0)"),
    "an interruption": _body("raise KeyboardInterrupt"),
    "exit": _body("exit(0)"),
}

TRICKS: Mapping[str, str] = {
    "what is shown": _CONSTANT,
    "what is shown, by heart": _body("return {2: 3}.get(len(numbers))"),
    "built-ins of one's own": "def fake(*all): return 3\nlen = sorted = sum = max = min = isinstance = type = repr = str = fake\n"
    + _body("return spread"),
    "a check of one's own": "def is_small(value): return True\n" + _body("global is_small", "is_small = spread", "return spread"),
    "an answer put in our place": _body("global cairn_told", "cairn_told = 'returned', 3", "return cairn_told"),
    "an error put in our place": "cairn_error = 3\n" + _body("global cairn_error", "cairn_error = ('returned', 3)", "return 3"),
    "arguments put in our place": "cairn_args = ([0, 3],)\ncairn_code = ''\n" + _body("return 3"),
    "a count of the calls": "calls = []\n" + _body("calls.append(1)", "return [3, 7, 0][len(calls) - 1]"),
    "a mark left for the next call": "import math\ntry: math.calls = 7\nexcept Exception: pass\n" + _body("return math.calls"),
    "its caller's variables": "import sys\n" + _body("return sys._getframe(1).f_locals['want']"),
    "the stack": "import inspect\n" + _body("return inspect.stack()[1].frame.f_locals['case'].want"),
    "the traceback": _body("try: 1 / 0", "except Exception as error: return error.__traceback__.tb_frame.f_back.f_locals"),
    "the modules": "import sys\n" + _body("return sys.modules['bot.domain.challenge']"),
    "every class there is": _body("return [one for one in ().__class__.__base__.__subclasses__()][-1]"),
    "the code of a function": _body("return spread.__globals__['__builtins__']"),
    "globals": _body("return globals()['want']"),
    "locals": _body("return locals()['want']"),
    "a format string": _body("return '{0.__class__.__init__.__globals__}'.format(numbers)"),
    "eval": _body("return eval('__import__(\"os\").getpid()')"),
    "exec": _body("exec('import os; os.abort()')", "return 3"),
    "compile": _body("return eval(compile('3', 'x', 'eval'))"),
    "a file": _body("return len(open('/etc/passwd').read())"),
    "a file written": _body("open('/tmp/attack', 'w').write('x')", "return 3"),
    "a path": "from pathlib import Path\n" + _body("return len(Path('/proc/self/environ').read_bytes())"),
    "a folder": "import os\n" + _body("return len(os.listdir('/'))"),
    "the environment": "import os\n" + _body("return len(os.environ)"),
    "a command": "import os\n" + _body("return os.system('true')"),
    "a process": "import subprocess\n" + _body("return subprocess.call(['true'])"),
    "a signal": "import os, signal\n" + _body("os.kill(os.getppid(), signal.SIGTERM)", "return 3"),
    "the network": "import socket\n" + _body("return socket.create_connection(('127.0.0.1', 80))"),
    "a page": "import urllib.request\n" + _body("return urllib.request.urlopen('http://127.0.0.1').status"),
    "foreign code": "import ctypes\n" + _body("return ctypes.string_at(0)"),
    "a pickle": "import pickle\n" + _body("return pickle.loads(b'cos\\nabort\\n(tR.')"),
    "threads": "import threading\n" + _body("threading.Thread(target=spread).start()", "return 3"),
    "an import by name": _body("return __import__('os').getpid()"),
    "importlib": "import importlib\n" + _body("return importlib.import_module('os').getpid()"),
    "the interpreter itself": "import pydantic_monty\n" + _body("return 3"),
    "luck": "import random\n" + _body("return random.choice([3, 7, 0])"),
    "a seed": "import random\nrandom.seed(7)\n" + _body("return random.choice([3, 7, 0])"),
    "the time": "import time\n" + _body("return int(time.time_ns()) % 8"),
    "the recursion limit": "import sys\nsys.setrecursionlimit(10 ** 9)\n" + _body("return spread(numbers)"),
    "a changed argument": _body("numbers.clear()", "numbers.append(3)", "return 3"),
}  # fmt: skip

ATTACKS: Mapping[str, str] = {**ENDLESS, **LARGE, **SOURCES, **RESULTS, **TRICKS}
