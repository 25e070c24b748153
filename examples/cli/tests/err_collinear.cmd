printf 'yi,vi,a,b\n0.1,0.1,1,2\n0.2,0.2,2,4\n0.3,0.1,3,6\n0.5,0.1,4,8\n' | "$tausq" fit - --mods 'a + b'
